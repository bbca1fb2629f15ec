import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  setSounds,
  signal,
  type SoundSettings,
  soundSettings,
  type Volume,
  VOLUMES,
} from '../../shared/feedback/sounds.js';
import { commandOf } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { useSession } from '../../shared/session/session-context.js';
import { type Language, languageNow, speak } from '../../words/words.js';
import '../../words/learn-office-words.js';
import './settings.css';

const LANGUAGES: readonly (readonly [Language, string])[] = [
  ['ja', '日本語'],
  ['en', 'English'],
];

/** 設定: of this device here, of the shop behind the links. */
export const SettingsScreen = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { role } = useSession();
  useScans('screen', {
    onScan: (text) => {
      if (commandOf(text) !== 'HOLD') return false;
      void navigate({ to: '/work' });
      return true;
    },
    onKey: (key) => {
      if (key !== 'Escape' && key.toLowerCase() !== 'h') return false;
      void navigate({ to: '/work' });
      return true;
    },
  });
  return (
    <section>
      <h1>{t('settings.title')}</h1>
      <nav className="settings-links" aria-label={t('settings.ofShop')}>
        <Link className="tile" to="/settings/packages">
          {t('settings.packages.title')}
        </Link>
        <Link className="tile" to="/settings/carriers">
          {t('settings.carriers.title')}
        </Link>
        <Link className="tile" to="/settings/packing">
          {t('settings.packing.title')}
        </Link>
        {(role === 'lead' || role === 'admin') && (
          <Link className="tile" to="/settings/staff">
            {t('settings.staff.title')}
          </Link>
        )}
        {role !== 'warehouse' && (
          <Link className="tile" to="/quality">
            {t('quality.title')}
          </Link>
        )}
      </nav>
      <Sounds />
      <h2>{t('settings.language')}</h2>
      <div className="next-row">
        {LANGUAGES.map(([language, name]) => (
          <button
            key={language}
            type="button"
            className="plain"
            lang={language}
            aria-pressed={languageNow() === language}
            onClick={() => void speak(language)}
          >
            {name}
          </button>
        ))}
      </div>
      <h2>{t('settings.paper')}</h2>
      <div className="next-row">
        <a className="plain pdf" href="/v1/command-sheet.pdf" target="_blank" rel="noreferrer">
          {t('settings.commandSheet')}
        </a>
        <a className="plain pdf" href={SIGNS} target="_blank" rel="noreferrer">
          {t('settings.signs')}
        </a>
      </div>
    </section>
  );
};

const CARRIERS = ['YAMATO', 'SAGAWA', 'JAPANPOST'];

/** What a station needs to be worked at by scanner alone. */
const SIGNS = `/v1/shelf-labels.pdf?${[
  ...[
    'STOCK',
    'STOCK-RECEIVE',
    'STOCK-COUNT',
    'STOCK-ADJUST',
    'STOCK-MEASURE',
    'SETTINGS',
    'PRACTICE',
    'FURIGANA',
    'PHOTO',
    'QUALITY',
  ],
  ...['DAMAGED', 'LOST', 'SAMPLE', 'SENT-BACK', 'FOUND'].map((reason) => `STOCK-WHY-${reason}`),
  ...['CAGE', 'LATE', 'CAME'].flatMap((sign) => CARRIERS.map((carrier) => `${sign}-${carrier}`)),
  ...Array.from({ length: 10 }, (_, digit) => `NUM-${digit}`),
]
  .map((code) => `shelf=${code}`)
  .join('&')}`;

const Sounds = () => {
  const { t } = useTranslation();
  const [sounds, setNow] = useState<SoundSettings>(soundSettings);
  const change = (next: SoundSettings): void => {
    setSounds(next);
    setNow(next);
    signal('ok');
  };
  return (
    <>
      <h2>{t('settings.sounds.title')}</h2>
      <div className="next-row">
        {(Object.keys(VOLUMES) as Volume[]).map((volume) => (
          <button
            key={volume}
            type="button"
            className="plain"
            aria-pressed={sounds.volume === volume}
            onClick={() => change({ ...sounds, volume })}
          >
            {t(`settings.sounds.volumes.${volume}`)}
          </button>
        ))}
        <button
          type="button"
          className="plain"
          aria-pressed={sounds.isQuiet}
          onClick={() => change({ ...sounds, isQuiet: !sounds.isQuiet })}
        >
          {t('settings.sounds.quiet')}
        </button>
      </div>
      <p className="quiet">{t('settings.sounds.quietKeeps')}</p>
      <div className="next-row">
        {(['ok', 'line', 'done', 'warning', 'stop'] as const).map((what) => (
          <button key={what} type="button" className="plain" onClick={() => signal(what)}>
            ♪ {t(`settings.sounds.signals.${what}`)}
          </button>
        ))}
      </div>
    </>
  );
};
