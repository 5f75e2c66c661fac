import { useMemo } from 'react';
import { useDocuments } from '#renderer/replica/desk-context.tsx';

/** Every skill that somebody has or a service asks for, so that the same word is used for the same thing. */
export function useKnownSkills(): string[] {
  const resources = useDocuments('resources');
  const services = useDocuments('services');
  return useMemo(() => {
    const had = resources.flatMap(({ skills }) => skills);
    const asked = services.flatMap(({ phases }) =>
      phases.flatMap(({ needs }) => needs.flatMap(({ skills }) => skills)),
    );
    return [...new Set([...had, ...asked])].toSorted((a, b) => a.localeCompare(b));
  }, [resources, services]);
}
