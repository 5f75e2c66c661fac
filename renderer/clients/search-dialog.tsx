import { Modal } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchBox } from '#renderer/clients/search-box.tsx';
import { warmClientSearch } from '#renderer/clients/use-client-search.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';

/** The search over everything, from anywhere. Typing in it moves nothing behind it. */
export function SearchDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  useEffect(() => {
    const timer = setTimeout(() => warmClientSearch(view), 1_500);
    return () => clearTimeout(timer);
  }, [view]);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      withCloseButton={false}
      size={620}
      padding={0}
      yOffset="10vh"
      // Shown and focused before the next key can come: who types at once loses no letter.
      transitionProps={{ duration: 0 }}
      aria-label={t('clients.search.label')}
    >
      <SearchBox onDone={onClose} />
    </Modal>
  );
}
