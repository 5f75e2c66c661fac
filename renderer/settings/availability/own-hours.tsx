import { z } from 'zod';
import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkTemplate } from '#shared/scheduling/availability/work-pattern.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { plannedExceptionSchema, plannedTemplateSchema } from '#shared/scheduling/availability/planned-days.ts';
import { addDays, weekday } from '#shared/time/local.ts';
import { useDesk, useDocument } from '#renderer/replica/desk-context.tsx';
import { useAffectedReview } from '#renderer/settings/availability/affected-review.tsx';
import { ExceptionsEditor } from '#renderer/settings/availability/exceptions-editor.tsx';
import { HoursFoot } from '#renderer/settings/availability/hours-foot.tsx';
import { TemplateEditor } from '#renderer/settings/availability/template-editor.tsx';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { useFaultText } from '#renderer/ui/forms/field-fault.ts';
import { useUpsertForm } from '#renderer/ui/forms/use-upsert-form.ts';

const schema = z.strictObject({
  templates: z.array(plannedTemplateSchema).max(50),
  exceptions: z.array(plannedExceptionSchema).max(400),
});

type Fields = Required<Pick<Resource, 'templates' | 'exceptions'>>;
type Props = { readonly resource: Resource; readonly today: string };

/** The weeks and single days of a person, a room or a piece of equipment. */
export function OwnHours({ resource, today }: Props): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const { mayChange } = useMayChange();
  const location = useDocument('locations', resource.locationId);
  const { review, dialog } = useAffectedReview();
  const { id, templates: known = [], exceptions = [] } = resource;
  const form = useUpsertForm<Fields>({
    document: { id, templates: known, exceptions },
    blank: { templates: [], exceptions: [] },
    schema,
    intent: (upsert) => ({
      name: 'resource.upsert',
      input: { ...upsert, affecting: { resourceIds: [id], from: desk.now(), restoring: [] } },
    }),
    review,
    label: 'availability.undo',
  });
  const fault = useFaultText(form.faults);
  const templates = form.values.templates ?? [];
  const change = (at: number, next: WorkTemplate | null): void =>
    form.set({ templates: templates.flatMap((one, index) => (index === at ? (next ?? []) : one)) });
  const add = (): void => {
    const week = templates.at(-1)?.weeks[0] ?? { hours: resource.hours ?? location?.hours ?? [], breaks: [] };
    const anchor = addDays(today, 1 - weekday(today));
    form.set({ templates: [...templates, { validFrom: today, validTo: null, weeks: [week], anchor }] });
  };
  return (
    <>
      <section style={{ display: 'grid', gap: 12 }}>
        <h3 style={{ margin: 0 }}>{t('availability.weeks.title')}</h3>
        {templates.length === 0 && <Text fz="sm">{t('availability.weeks.none')}</Text>}
        {templates.map((template, at) => (
          <TemplateEditor
            // Templates have no identity while their days are typed.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            template={template}
            today={today}
            fault={(field) => fault(`templates.${at}${field}`)}
            isReadOnly={!mayChange}
            onChange={(next) => change(at, next)}
            onRemove={() => change(at, null)}
          />
        ))}
        {mayChange && (
          <Button variant="default" w="fit-content" leftSection={<IconPlus size={15} />} onClick={add}>
            {t('availability.weeks.add')}
          </Button>
        )}
      </section>
      <fieldset disabled={!mayChange} style={{ border: 0, margin: 0, padding: 0 }}>
        <ExceptionsEditor
          exceptions={form.values.exceptions ?? []}
          today={today}
          zone={location?.zone ?? null}
          fault={fault}
          isReadOnly={!mayChange}
          onChange={(next) => form.set({ exceptions: next })}
        />
      </fieldset>
      {mayChange && <HoursFoot form={form} />}
      {dialog}
    </>
  );
}
