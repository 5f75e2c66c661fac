import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { must } from '#shared/lib/must.ts';
import { type TimelineHandle, TimelineScreen } from '#renderer/timeline/timeline-screen.tsx';
import { startI18n } from '#renderer/ui/i18n/i18n.ts';
import { cssVariables, theme } from '#renderer/ui/theme.ts';
import { demoDesk } from '#tests/harness/timeline/demo-desk.ts';

const query = new URLSearchParams(location.search);
startI18n(query.get('lang') === 'zh' ? 'zh' : 'en');
const rows = Number(query.get('rows') ?? 12);
const visits = Number(query.get('visits') ?? 90);
const { desk, locationId } = demoDesk({ rows, visits });
const scheme = query.get('scheme') === 'dark' ? 'dark' : 'light';

type Call = readonly [string, ...unknown[]];
declare global {
  var harness: { desk: typeof desk; calls: Call[]; timeline: TimelineHandle | null; startedAt: number };
}
globalThis.harness = { desk, calls: [], timeline: null, startedAt: performance.now() };
const note = (...call: Call): void => void globalThis.harness.calls.push(call);

function Harness() {
  const [selected, setSelected] = useState<string | null>(null);
  return (
    <div style={{ height: '100%' }}>
      <TimelineScreen
        desk={desk}
        ref={(timeline) => void (globalThis.harness.timeline = timeline)}
        locationId={locationId}
        onLocationChange={(id) => note('location', id)}
        selectedId={selected}
        onSelect={(id) => (note('select', id), setSelected(id))}
        onSelectBlock={(id) => note('select-block', id)}
        onCreate={(slot, copyOf) => note('create', slot, copyOf)}
        onBlock={(slot) => note('block', slot)}
        onAddResource={() => note('add-resource')}
        onRowCalendar={() => note('row-calendar')}
        onImport={() => note('import')}
        onAddService={() => note('add-service')}
      />
    </div>
  );
}

createRoot(must(document.querySelector('#root'), 'root')).render(
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
    <Notifications position="bottom-center" />
    <Harness />
  </MantineProvider>,
);
