import { previewInputSchema, previewOutputSchema } from '#shared/replication/series-preview.ts';
import { deskProcedure } from '#server/api/trpc.ts';

export const seriesPreview = deskProcedure
  .input(previewInputSchema)
  .output(previewOutputSchema)
  .query(async ({ ctx: { authority, desk }, input }) => {
    const preview = await authority.previewSeries(desk, input);
    if (preview.kind === 'dates' && preview.inTheWay.length > 0) await authority.noteReading(desk, 'range.read');
    return preview;
  });
