import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { useBoard } from '#renderer/timeline/board.tsx';
import { cancelVisit } from '#renderer/timeline/visit-acts.ts';
import { dayWords, timeRange } from '#renderer/timeline/words.ts';

/** Asks once before a visit is cancelled, and for the reason. */
export function CancelDialog(): ReactNode {
  const { t } = useTranslation();
  const { cancelling, desk } = useBoard();
  const id = useSyncExternalStore(cancelling.subscribe, cancelling.get);
  const appointment = id === null ? null : desk.view.find('appointments', id);
  return (
    <Modal
      opened={appointment !== null}
      onClose={() => cancelling.set(null)}
      title={t('timeline.cancel.title')}
      centered
    >
      {appointment !== null && <Question key={appointment.id} appointment={appointment} />}
    </Modal>
  );
}

function Question({ appointment }: { readonly appointment: Appointment }): ReactNode {
  const { t, i18n } = useTranslation();
  const board = useBoard();
  const [reason, setReason] = useState('');
  const { view } = board.desk;
  const { zone } = board.scene();
  const name = appointment.clientIds.map((id) => view.find('clients', id)?.name)[0] ?? appointment.label;
  const when = [dayWords(appointment.start, zone, i18n.language), timeRange(appointment, zone)].join(
    i18n.language === 'zh' ? ' ' : ', ',
  );
  const service = view.find('services', appointment.serviceId)?.name ?? '';
  const close = (): void => board.cancelling.set(null);
  const confirm = async (): Promise<void> => {
    if (await cancelVisit(board, appointment.id, reason.trim())) close();
  };
  return (
    <Stack component="form" gap="md" onSubmit={(event) => (event.preventDefault(), void confirm())}>
      <Text fz="sm">{t('timeline.cancel.text', { name: name || t('timeline.nobody'), service, when })}</Text>
      <Textarea
        label={t('timeline.cancel.reason')}
        placeholder={t('timeline.cancel.reasonHint')}
        value={reason}
        maxLength={400}
        autosize
        minRows={2}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('timeline.cancel.keep')}
        </Button>
        <Button type="submit" color="red" data-autofocus>
          {t('timeline.cancel.confirm')}
        </Button>
      </Group>
    </Stack>
  );
}
