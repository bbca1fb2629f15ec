/** What came of the last scan: colour, icon and word. A warning stays until the next scan. */
export interface Note {
  readonly tone: 'ok' | 'done' | 'warning' | 'queued';
  readonly text: string;
}

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
