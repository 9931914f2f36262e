import { diffText } from '../lib/text-diff.js';

/** The texts before and after in one: struck out what went, underlined what came. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  return (
    <p
      className="max-h-96 overflow-y-auto rounded-control border border-line bg-mist p-3 font-mono text-[13px] leading-relaxed break-words whitespace-pre-wrap"
      tabIndex={0}
    >
      {diffText(before, after).map(({ kind, text }, index) =>
        kind === 'same' ? (
          <span key={index} className="text-dim">
            {text}
          </span>
        ) : kind === 'added' ? (
          <ins key={index} className="rounded-sm bg-good/20 decoration-good">
            {text}
          </ins>
        ) : (
          <del key={index} className="rounded-sm bg-bad/15 decoration-bad">
            {text}
          </del>
        ),
      )}
    </p>
  );
}
