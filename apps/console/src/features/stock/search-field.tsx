import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** For a code that cannot be scanned, or a part of a name. */
export const SearchField = ({
  onFind,
  field,
}: {
  readonly onFind: (text: string) => void;
  readonly field: RefObject<HTMLInputElement | null>;
}) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <form
      className="stock-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        onFind(text.trim());
        setText('');
        field.current?.blur(); // so that a key is a shortcut again
      }}
    >
      <label className="keypad-label">
        {t('stock.search')}
        <input
          ref={field}
          className="keypad-input"
          value={text}
          autoComplete="off"
          autoCapitalize="off"
          maxLength={64}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <button type="submit" className="plain">
        {t('stock.find')}
      </button>
    </form>
  );
};
