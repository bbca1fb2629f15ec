import type { Note } from './told.js';

export type { Note } from './told.js';

const ICONS = { ok: '✓', done: '✓✓', warning: '⚠', queued: '◌' } as const;

export const Band = ({ note }: { readonly note: Note | undefined }) => (
  <p className={`band band-${note?.tone ?? 'none'}`} role="status">
    {note && (
      <>
        <span aria-hidden>{ICONS[note.tone]}</span> {note.text}
      </>
    )}
  </p>
);
