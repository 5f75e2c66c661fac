import { useEffect, useRef, useState } from 'react';

/** Does what was asked for as soon as the dates have been looked at; at once, when they have. The last wish counts. */
export function useAfterCheck(isChecking: boolean, act: () => void): () => void {
  const [isWanted, setIsWanted] = useState(false);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!isWanted || isChecking) return;
    setIsWanted(false);
    latest.current();
  }, [isWanted, isChecking]);
  return () => setIsWanted(true);
}
