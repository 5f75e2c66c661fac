import type { Plugin } from 'vite';
import { patchTimeScroll } from '#tools/vite-plugins/fullcalendar-scroll-patch.ts';
import { needsLanesPatch, patchLanes } from '#tools/vite-plugins/fullcalendar-lanes-patch.ts';

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

// Dependencies bundled in advance are kept by the names of the plugins: another cure needs another name.
const NAME = 'frontdesk:fullcalendar-patches-3';

/** Patches both modules where they are bundled, and where vite bundles dependencies in advance while developing. */
export function fullCalendarVirtualizerPatch(): Plugin {
  let isUsed = false;
  const cured = new Set<string>();
  const transform = (code: string, id: string): { code: string; map: null } | null => {
    if (!id.replaceAll('\\', '/').includes(PACKAGE)) return null;
    isUsed = true;
    if (needsPatch(id, code)) return cure('rows', patchTimeScroll(patchVirtualizer(code)));
    if (needsLanesPatch(code)) return cure('lanes', patchLanes(code));
    return null;
  };
  const cure = (what: string, code: string): { code: string; map: null } => {
    cured.add(what);
    return { code, map: null };
  };
  return {
    name: NAME,
    config: () => ({ optimizeDeps: { rolldownOptions: { plugins: [{ name: NAME, transform }] } } }),
    transform,
    generateBundle() {
      if (isUsed && cured.size !== 2)
        this.error('FullCalendar is in the bundle, but its rows and lanes were not found to be patched');
    },
  };
}
