type Replacement = readonly [upstream: string, patched: string];

const MEASURING: Replacement = [
  `this.sliceHeightRefMap = new RefMap(() => {
            afterSize(this.handleSegHeights);
        });`,
  `this.sliceHeightRefMap = new RefMap((height, _key, before) => {
            const assumed = this.context.options.eventMinHeight;
            if ((height ?? assumed) !== (before ?? assumed)) afterSize(this.handleSegHeights);
        });
        this.assumedHeights = { get: (key) => this.sliceHeightRefMap.current.get(key) ?? this.context.options.eventMinHeight };`,
];

const PLACING: Replacement = [
  `projectionSizing.eventMinWidth, context.dateEnv, tDateProfile, projectionSizing.slotWidth, props.clipStart, props.clipEnd);
        const allSegsProjected = sourceSegs.length === fgSegs.length;
        let placementResult = buildTimelineSegPlacements(sourceSegs, options.eventOrderStrict, options.eventMaxStack, sliceHeightRefMap.current, moreLinkHeightRefMap.current);`,
  `projectionSizing.eventMinWidth, context.dateEnv, tDateProfile, projectionSizing.slotWidth);
        let placementResult = buildTimelineSegPlacements(sourceSegs, options.eventOrderStrict, options.eventMaxStack, this.assumedHeights, moreLinkHeightRefMap.current);
        const clipStart = props.clipStart ?? 0;
        const clipEnd = props.clipEnd ?? Infinity;
        const drawnSlices = placementResult.renderSlices.filter((slice) => slice.end > clipStart && slice.start < clipEnd);`,
];

const SETTLED: Replacement = [
  `this.totalHeightSettled = props.slotWidth != null &&
            allSegsProjected &&
            placementResult.isSettled;`,
  `this.totalHeightSettled = props.slotWidth != null && placementResult.isSettled;`,
];

const DRAWING: Replacement = [
  `this.renderEventSlices(placementResult.renderSlices, placementResult.sliceCoords), this.renderMirrorSegs`,
  `this.renderEventSlices(drawnSlices, placementResult.sliceCoords), this.renderMirrorSegs`,
];

const POSITION: Replacement = [
  `insetInlineStart: slice.start,
                        width: slice.end - slice.start,
                    }, heightRef: this.sliceHeightRefMap`,
  `insetInlineStart: slice.start - (props.clipStart ?? 0),
                        width: slice.end - slice.start,
                    }, heightRef: this.sliceHeightRefMap`,
];

/**
 * FullCalendar 7.1.0 stacks only those events of a row that are near the scrolled hours, and tells the row its height
 * only while every event of it is: rows of a week, or of a day wider than the window, never grow, and chips lie on the
 * rows below. With this a row is stacked whole, what is not drawn being as high as `eventMinHeight`; only the drawing is
 * limited to what is near.
 * @throws when the code of the installed version is another, so that an update cannot lose the cure in silence.
 */
export function patchLanes(code: string): string {
  return [MEASURING, PLACING, SETTLED, DRAWING, POSITION].reduce((patched, [upstream, cure]) => {
    if (patched.split(upstream).length !== 2) {
      throw new Error(
        'FullCalendar changed how the events of a row are stacked: look at tools/vite-plugins/fullcalendar-lanes-patch.ts again',
      );
    }
    return patched.replace(upstream, () => cure);
  }, code);
}

export function needsLanesPatch(code: string): boolean {
  return code.includes('class TimelineFg ');
}
