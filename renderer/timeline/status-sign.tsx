import {
  IconAlertTriangleFilled,
  IconArmchair,
  IconCheck,
  IconCircle,
  IconCircleDashed,
  IconHourglass,
  IconListNumbers,
  IconPlayerPlayFilled,
  IconUserOff,
  IconX,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { type Look, looks } from '#renderer/timeline/status-look.ts';

type Sign = ComponentType<{ size: number; stroke: number; 'aria-hidden': boolean; className: string }>;

// Each status has a shape of its own, so that it can be told without its colour.
const signs: Readonly<Record<Look, Sign>> = {
  proposed: IconCircleDashed,
  pending: IconHourglass,
  booked: IconCircle,
  arrived: IconArmchair,
  'checked-in': IconPlayerPlayFilled,
  fulfilled: IconCheck,
  cancelled: IconX,
  noshow: IconUserOff,
  waitlist: IconListNumbers,
  displaced: IconAlertTriangleFilled,
};

/** The signs as chips show them: made once, because there are hundreds. */
export const chipSigns: Readonly<Record<Look, ReactNode>> = mapLooks((look) => <StatusSign look={look} />);

function mapLooks(make: (look: Look) => ReactNode): Readonly<Record<Look, ReactNode>> {
  // Every look is a key, so every look has a sign.
  return Object.fromEntries(looks.map((look) => [look, make(look)])) as Record<Look, ReactNode>;
}

export function StatusSign({ look, size = 13 }: { readonly look: Look; readonly size?: number }): ReactNode {
  const Icon = signs[look];
  return <Icon size={size} stroke={2.2} aria-hidden className="tl-sign" />;
}
