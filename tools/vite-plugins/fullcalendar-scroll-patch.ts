const UPSTREAM = `x += 1; // overcome border. TODO: DRY this up
            }
        }
        return x;
    }`;

const PATCHED = `x += 1; // overcome border. TODO: DRY this up
            }
        }
        const farthest = (props.timeCanvasWidth ?? Infinity) - (this.state.timeClientWidth ?? 0);
        return x === undefined ? x : Math.max(0, Math.min(x, farthest));
    }`;

/**
 * FullCalendar 7.1.0 draws the hours from where it was told to scroll to, also where that is farther than there is to
 * scroll: after a panel beside the timeline has closed, the hours at the left stay blank. With this it goes no farther
 * than the browser does, as it does already for rows.
 * @throws when the code of the installed version is another, so that an update cannot lose the cure in silence.
 */
export function patchTimeScroll(code: string): string {
  if (code.split(UPSTREAM).length !== 2) {
    throw new Error(
      'FullCalendar changed how it scrolls to a time: look at tools/vite-plugins/fullcalendar-scroll-patch.ts again',
    );
  }
  return code.replace(UPSTREAM, PATCHED);
}
