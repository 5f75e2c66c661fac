import { IconStethoscope } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Service, serviceMinutes } from '#shared/scheduling/service.ts';
import { useDocuments } from '#renderer/replica/desk-context.tsx';
import { byOrder } from '#renderer/settings/by-order.ts';
import { formatPrice } from '#renderer/settings/money.ts';
import { ServiceEditor } from '#renderer/settings/service-editor.tsx';
import { SettingsList, SettingsRow } from '#renderer/settings/settings-list.tsx';
import classes from '#renderer/settings/settings.module.css';

export function ServiceSettings(): ReactNode {
  const services = useDocuments('services').toSorted(byOrder);
  const [open, setOpen] = useState<Service | 'new' | null>(null);
  const groups = Map.groupBy(services, ({ category }) => category);
  return (
    <>
      <SettingsList
        kind="services"
        isEmpty={services.length === 0}
        icon={<IconStethoscope size={44} stroke={1.3} />}
        onAdd={() => setOpen('new')}
      >
        {[...groups].map(([category, members]) => (
          <div key={category} className={classes.group}>
            {category !== '' && <h3 className={classes.groupTitle}>{category}</h3>}
            <div className={classes.rows}>
              {members.map((service) => (
                <ServiceRow key={service.id} service={service} onOpen={() => setOpen(service)} />
              ))}
            </div>
          </div>
        ))}
      </SettingsList>
      {open !== null && (
        <ServiceEditor
          service={open === 'new' ? null : (services.find(({ id }) => id === open.id) ?? open)}
          nextOrder={services.length}
          defaultCurrency={services[0]?.currency ?? 'EUR'}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function ServiceRow({ service, onOpen }: { readonly service: Service; readonly onOpen: () => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const { bufferBeforeMinutes: before, bufferAfterMinutes: after, phases } = service;
  const length = t('settings.services.length', { minutes: serviceMinutes(service) });
  const around = before + after === 0 ? '' : t('settings.services.buffers', { before, after });
  const named = phases.length < 2 ? '' : phases.map(({ name, minutes }) => `${name} ${minutes}`.trim()).join(' → ');
  return (
    <SettingsRow
      collection="services"
      document={service}
      color={service.color}
      text={[length, named, around].filter((part) => part !== '').join(' · ')}
      end={formatPrice(service.priceMinor, service.currency, i18n.language)}
      onOpen={onOpen}
    />
  );
}
