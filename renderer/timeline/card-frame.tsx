import { Group, Paper, Text } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

/** A card beside something on the timeline. It takes no clicks, so that it is never in the way. */
export function CardFrame({ beside, children }: { readonly beside: DOMRect; readonly children: ReactNode }): ReactNode {
  const card = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useLayoutEffect(() => {
    const size = card.current?.getBoundingClientRect();
    if (size !== undefined) setPlace(placeBeside(beside, size, { width: innerWidth, height: innerHeight }));
  }, [beside]);
  return createPortal(
    <Paper ref={card} className="tl-card" role="tooltip" style={place ?? { left: 0, top: 0, visibility: 'hidden' }}>
      {children}
    </Paper>,
    document.body,
  );
}

export function CardLine({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }): ReactNode {
  return (
    <Group gap={6} wrap="nowrap" className="tl-card-line">
      {icon}
      <Text fz="xs" lineClamp={3}>
        {children}
      </Text>
    </Group>
  );
}

type Size = { readonly width: number; readonly height: number };
const GAP = 6;
const MARGIN = 8;

/** Below the chip, or above it where there is no room; never outside of the window. */
export function placeBeside(anchor: DOMRect, card: Size, window: Size): { left: number; top: number } {
  const isRoomBelow = anchor.bottom + GAP + card.height <= window.height - MARGIN;
  const top = isRoomBelow ? anchor.bottom + GAP : Math.max(MARGIN, anchor.top - GAP - card.height);
  const left = Math.min(Math.max(anchor.left, MARGIN), window.width - card.width - MARGIN);
  return { left, top };
}
