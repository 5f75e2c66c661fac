import type { CsvTable } from '#shared/importing/csv-table.ts';
import type { Mapping } from '#shared/importing/mapping.ts';

export type MappingFormProps = {
  readonly table: CsvTable;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
};
