import { type ReactNode, type Ref, useCallback, useLayoutEffect, useRef, useState } from 'react';

type Props<Item> = {
  readonly items: readonly Item[];
  readonly rowHeight: number;
  readonly keyOf: (item: Item) => string;
  readonly label: string;
  readonly children: (item: Item) => ReactNode;
};

const OVERSCAN = 8;

/** A long list of equal rows that draws only those in sight. */
export function VirtualList<Item>({ items, rowHeight, keyOf, label, children }: Props<Item>): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const [visible, setVisible] = useState({ top: 0, height: 600 });
  const measure = useCallback(() => {
    const element = box.current;
    if (element !== null) setVisible({ top: element.scrollTop, height: element.clientHeight });
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);
  const first = Math.max(0, Math.floor(visible.top / rowHeight) - OVERSCAN);
  const last = Math.min(items.length, Math.ceil((visible.top + visible.height) / rowHeight) + OVERSCAN);
  return (
    <Scroller ref={box} onScroll={measure}>
      <div role="list" aria-label={label} style={{ position: 'relative', height: items.length * rowHeight }}>
        {items.slice(first, last).map((item, index) => (
          <div
            key={keyOf(item)}
            role="listitem"
            aria-setsize={items.length}
            aria-posinset={first + index + 1}
            style={{ position: 'absolute', insetInline: 0, top: (first + index) * rowHeight, height: rowHeight }}
          >
            {children(item)}
          </div>
        ))}
      </div>
    </Scroller>
  );
}

type ScrollerProps = { readonly ref: Ref<HTMLDivElement>; readonly onScroll: () => void; readonly children: ReactNode };

function Scroller({ ref, onScroll, children }: ScrollerProps): ReactNode {
  return (
    <div ref={ref} onScroll={onScroll} style={{ flex: 1, minHeight: 0, overflow: 'auto' }}>
      {children}
    </div>
  );
}
