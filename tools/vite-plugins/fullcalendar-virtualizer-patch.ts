import type { Plugin } from 'vite';

const PACKAGE = '@fullcalendar/react-scheduler/';

const UPSTREAM_DEBOUNCE = `this.updateVirtualizerScroll = debounce(() => {
            const scroll = this.currentEntityScroll;
            this.rowVirtualizer.handleScroll(scroll);
            for (const groupColVirtualizer of this.groupColVirtualizers) {
                groupColVirtualizer.handleScroll(scroll);
            }
        }, 10)[0];`;

const PATCHED_DEBOUNCE = `const flushVirtualizerScroll = () => {
            lastVirtualizerFlush = performance.now();
            const scroll = this.currentEntityScroll;
            this.rowVirtualizer.handleScroll(scroll);
            for (const groupColVirtualizer of this.groupColVirtualizers) {
                groupColVirtualizer.handleScroll(scroll);
            }
        };
        let lastVirtualizerFlush = 0;
        const flushSoon = debounce(flushVirtualizerScroll, 10)[0];
        this.updateVirtualizerScroll = () => {
            if (performance.now() - lastVirtualizerFlush >= 50) flushVirtualizerScroll();
            else flushSoon();
        };`;

/**
 * FullCalendar 7.1.0 leaves rows blank while a drag scrolls by itself: which rows are drawn is decided by a debounce of
 * 10 ms, and frames that take longer starve it. With this it is decided at least every 50 ms.
 * @throws when the code of the installed version is another, so that an update cannot lose the cure in silence.
 */
export function patchVirtualizer(code: string): string {
  const found = code.split(UPSTREAM_DEBOUNCE).length - 1;
  if (found !== 1) {
    throw new Error(
      'FullCalendar changed how its rows follow the scroll: look at tools/vite-plugins/fullcalendar-virtualizer-patch.ts again',
    );
  }
  return code.replace(UPSTREAM_DEBOUNCE, PATCHED_DEBOUNCE);
}

export function needsPatch(id: string, code: string): boolean {
  return id.replaceAll('\\', '/').includes(PACKAGE) && code.includes('class ResourceTimelineLayoutNormal');
}

/** Patches the module where it is bundled, and where vite bundles dependencies in advance while developing. */
export function fullCalendarVirtualizerPatch(): Plugin {
  let isUsed = false;
  let isPatched = false;
  const transform = (code: string, id: string): { code: string; map: null } | null => {
    if (id.includes(PACKAGE)) isUsed = true;
    if (!needsPatch(id, code)) return null;
    isPatched = true;
    return { code: patchVirtualizer(code), map: null };
  };
  return {
    name: 'frontdesk:fullcalendar-virtualizer-patch',
    config: () => ({
      optimizeDeps: { rolldownOptions: { plugins: [{ name: 'frontdesk:fullcalendar-virtualizer-patch', transform }] } },
    }),
    transform,
    generateBundle() {
      if (isUsed && !isPatched)
        this.error('FullCalendar is in the bundle, but its virtualizer was not found to be patched');
    },
  };
}
