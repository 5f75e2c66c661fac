import { previewInputSchema, previewOutputSchema } from '#shared/replication/series-preview.ts';
import { deskProcedure } from '#server/api/trpc.ts';

export const seriesPreview = deskProcedure
  .input(previewInputSchema)
  .output(previewOutputSchema)
  .query(({ ctx, input }) => ctx.authority.previewSeries(ctx.desk, input));
