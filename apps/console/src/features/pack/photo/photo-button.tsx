import { useTranslation } from 'react-i18next';
import type { usePhoto } from './use-photo.js';

/** A photo of the open box; nothing where the shop wants none. */
export const PhotoButton = ({
  photo: { inUse, input, open, take },
  taken,
}: {
  readonly photo: ReturnType<typeof usePhoto>;
  readonly taken: number;
}) => {
  const { t } = useTranslation();
  if (!inUse) return null;
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        className="unseen"
        tabIndex={-1}
        aria-hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file) void take(file);
        }}
      />
      <button type="button" className="plain" onClick={open}>
        {t('boxes.photo.take')} (F){taken > 0 && ` ✓ ${taken}`}
      </button>
    </>
  );
};
