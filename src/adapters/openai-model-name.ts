/** What a model takes, as far as its name tells. Names that say nothing get no optional field at all. */
export interface ModelTraits {
  /** Reasoning effort for a spoken answer; null: do not send one. */
  readonly effort: 'none' | 'minimal' | null;
  /** Knows `verbosity`. */
  readonly verbosity: boolean;
  /** Chat Completions refuses tools unless `reasoning_effort` is sent (gpt-5.6 and later). */
  readonly chatNeedsEffort: boolean;
  /** Takes `max_completion_tokens` instead of `max_tokens`. */
  readonly countsCompletionTokens: boolean;
  /** Has `prompt_cache_options` and breakpoints (gpt-5.6 and later). */
  readonly cacheBreakpoints: boolean;
}

const plain: ModelTraits = {
  effort: null,
  verbosity: false,
  chatNeedsEffort: false,
  countsCompletionTokens: false,
  cacheBreakpoints: false,
};

/** Reads `gpt-6-luna`, `gpt-5.4-mini`, `openai/gpt-6.1-terra`; the `-chat` variants take no effort. */
export function modelTraits(name: string): ModelTraits {
  if (/^(?:.*\/)?o\d/.test(name)) return { ...plain, countsCompletionTokens: true };
  const match = /^(?:.*\/)?gpt-(\d+)(?:\.(\d+))?(?![\da-z])/.exec(name);
  if (match === null) return plain;
  const version = Number(match[1]) + Number(match[2] ?? 0) / 100;
  if (version < 5) return plain;
  if (name.includes('-chat')) return { ...plain, countsCompletionTokens: true };
  const late = version >= 5.06;
  return {
    effort: version >= 5.01 ? 'none' : 'minimal',
    verbosity: true,
    chatNeedsEffort: late,
    countsCompletionTokens: true,
    cacheBreakpoints: late,
  };
}
