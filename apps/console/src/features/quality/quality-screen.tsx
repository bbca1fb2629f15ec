import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signal } from '../../shared/feedback/sounds.js';
import { call, NoAnswer, Problem } from '../../shared/http.js';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { type Bar, lengthOf, qualityOf, type QualityReport, shortNameOf } from './quality.js';
import '../../words/learn-office-words.js';
import './quality.css';

const PERIODS = [7, 30, 90] as const;

/** 品質: what the gate stopped and what left wrong, by goods, shelf and device. Keys 1 to 3 or `^C:NEXT` change the days. */
export const QualityScreen = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [days, setDays] = useState<number>(30);
  const { data, error } = useQuery({ queryKey: ['quality', days], queryFn: () => qualityOf(call, days) });
  const choose = (at: number): void => {
    const chosen = PERIODS[at % PERIODS.length];
    if (chosen === undefined) return;
    signal('ok');
    setDays(chosen);
  };
  useScans('screen', {
    onScan: (text) => {
      const scan = readAs(text);
      if (scan.kind !== 'command') return false;
      if (scan.command === 'NEXT') choose(PERIODS.findIndex((one) => one === days) + 1);
      else if (scan.command === 'HOLD') void navigate({ to: '/work' });
      else return false;
      return true;
    },
    onKey: (key) => {
      if (/^[1-3]$/.test(key)) choose(Number(key) - 1);
      else if (key === 'Escape' || key.toLowerCase() === 'h') void navigate({ to: '/work' });
      else return false;
      return true;
    },
  });
  return (
    <section>
      <h1>{t('quality.title')}</h1>
      <div className="next-row">
        {PERIODS.map((one, at) => (
          <button
            key={one}
            type="button"
            className="plain"
            aria-pressed={one === days}
            onClick={() => choose(at)}
          >
            {one === days && <span aria-hidden>✓ </span>}
            {t('quality.days', { days: one })} ({at + 1})
          </button>
        ))}
      </div>
      {error && <p role="alert">{t(wordsOf(error))}</p>}
      {!data && !error && <p role="status">{t('app.loading')}</p>}
      {data && <Report report={data} />}
    </section>
  );
};

const wordsOf = (fault: Error): string => {
  if (fault instanceof Problem && fault.status === 403) return 'quality.opsOnly';
  return fault instanceof NoAnswer ? 'settings.noAnswer' : 'app.error';
};

const Report = ({ report }: { readonly report: QualityReport }) => {
  const { t } = useTranslation();
  const { misShipments, parcels, nearMisses, scans } = report;
  const { ppm, interval } = misShipments;
  const deviceWords = (station: string | null): Pick<Bar, 'words' | 'title'> => {
    if (station === null) return { words: t('quality.noStation') };
    const name = shortNameOf(station);
    return name === undefined ? { words: station } : { words: t('quality.device', { name }), title: station };
  };
  return (
    <>
      <p className="quiet">{t('quality.period', { from: report.from, to: report.to })}</p>
      <div className="quality-figures">
        <div className="package">
          <h2>{t('quality.misShipments')}</h2>
          <p className="quality-figure">
            {ppm === null ? t('quality.noParcels') : t('quality.ppm', { ppm })}
          </p>
          {interval && <p>{t('quality.interval', { lower: interval.lowerPpm, upper: interval.upperPpm })}</p>}
          <p>{t('quality.wrong', { ...misShipments, parcels })}</p>
        </div>
        <div className="package">
          <h2>{t('quality.nearMisses')}</h2>
          <p className="quality-figure">{t('quality.perScans', { per: report.nearMissesPer10000Scans })}</p>
          <p>{t('quality.ofScans', { stops: nearMisses, scans })}</p>
        </div>
      </div>
      <Bars
        title={t('quality.pairs')}
        bars={report.pairs.map((one) => ({
          ...one,
          words: `${one.expectedName ?? one.expectedSku} → ${one.scannedName ?? one.scannedSku}`,
        }))}
      />
      <Bars
        title={t('quality.reasons')}
        bars={report.reasons.map((one) => ({
          ...one,
          words: t(`stop.reasons.${one.reason}`, { defaultValue: one.reason }),
        }))}
      />
      <Bars
        title={t('quality.shelves')}
        bars={report.shelves.map((one) => ({ ...one, words: one.shelf ?? t('quality.noShelf') }))}
      />
      <Bars
        title={t('quality.stations')}
        bars={report.stations.map((one) => ({ ...one, ...deviceWords(one.station) }))}
      />
    </>
  );
};

const Bars = ({ title, bars }: { readonly title: string; readonly bars: readonly Bar[] }) => {
  const { t } = useTranslation();
  if (bars.length === 0)
    return (
      <>
        <h2>{title}</h2>
        <p className="quiet">{t('quality.none')}</p>
      </>
    );
  return (
    <table className="quality-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{t('quality.count')}</th>
          <th scope="col">{t('quality.per')}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.title ?? bar.words}>
            <th scope="row" title={bar.title}>
              {bar.words}
              <svg className="quality-bar" aria-hidden>
                <rect width={`${lengthOf(bar, bars)}%`} height="100%" />
              </svg>
            </th>
            <td>{bar.stops}</td>
            <td>{bar.per10000Scans}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
