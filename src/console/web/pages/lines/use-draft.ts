import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

export interface Draft {
  readonly text: string;
  readonly change: (text: string) => void;
  /** It is saved or given up: what is kept of it is forgotten. */
  readonly forget: () => void;
}

/**
 * The text as it is being edited. It outlives the page, not the tab: who goes to another page and comes back finds it
 * again, unless the file has become another one meanwhile.
 */
export function useDraft(name: string, hash: string, start: string): Draft {
  const queries = useQueryClient();
  const queryKey = ['draft of a site file', name, hash];
  const [text, setText] = useState(() => queries.getQueryData<string>(queryKey) ?? start);
  return {
    text,
    change(next) {
      queries.setQueryDefaults(queryKey, { gcTime: Number.POSITIVE_INFINITY });
      queries.setQueryData(queryKey, next);
      setText(next);
    },
    forget: () => queries.removeQueries({ queryKey, exact: true }),
  };
}
