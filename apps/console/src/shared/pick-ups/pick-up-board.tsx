import { useTranslation } from 'react-i18next';
import { useCutOffs } from './cut-offs.js';
import {
  type HeardCutOffs,
  hoursAndMinutes,
  minutesLeft,
  type PickUp,
  type Urgency,
  urgencyOf,
} from './pick-up.js';
import './pick-ups.css';

const ICONS: Readonly<Record<Urgency, string>> = { calm: '●', hurry: '▲', urgent: '‼', late: '⚠', done: '✓' };

/** How long until each carrier comes and what is left to do before: in colour, with an icon and a word. */
export const PickUpBoard = ({ carrier }: { readonly carrier?: string | undefined }) => {
  const { t } = useTranslation();
  const { heard, deviceMs } = useCutOffs();
  const shown = heard?.pickUps.filter((one) => carrier === undefined || one.carrier === carrier) ?? [];
  if (!heard || (shown.length === 0 && heard.undecided === 0)) return null;
  return (
    <section aria-label={t('pickUps.title')}>
      <ul className="pick-ups">
        {shown.map((one) => (
          <Row key={`${one.carrier} ${one.endsAt}`} pickUp={one} heard={heard} deviceMs={deviceMs} />
        ))}
      </ul>
      {carrier === undefined && heard.undecided > 0 && (
        <p className="quiet">{t('pickUps.undecided', { count: heard.undecided })}</p>
      )}
    </section>
  );
};

const Row = ({
  pickUp,
  heard,
  deviceMs,
}: {
  readonly pickUp: PickUp;
  readonly heard: HeardCutOffs;
  readonly deviceMs: number;
}) => {
  const { t } = useTranslation();
  const left = minutesLeft(pickUp, heard, deviceMs);
  const urgency = urgencyOf(pickUp, left);
  return (
    <li className={`pick-up pick-up-${urgency}`}>
      <strong className="pick-up-carrier">
        {t(`carriers.${pickUp.carrier}`, { defaultValue: pickUp.carrier })}
      </strong>
      <span className="pick-up-urgency">
        <span aria-hidden>{ICONS[urgency]} </span>
        {t(`pickUps.urgency.${urgency}`, { count: pickUp.late })}
      </span>
      <span className="pick-up-left">{t(whenOf(pickUp, left), wordsOf(pickUp, left))}</span>
      <span className="pick-up-counts">
        <span>{t('pickUps.waiting', { count: pickUp.waiting })}</span>
        <span>{t('pickUps.closed', { count: pickUp.closed })}</span>
        <span>{t('pickUps.handedOver', { count: pickUp.handedOver })}</span>
        {pickUp.awaitingUnits > 0 && (
          <span>{t('pickUps.awaitingUnits', { count: pickUp.awaitingUnits })}</span>
        )}
      </span>
    </li>
  );
};

const whenOf = ({ isToday, day }: PickUp, left: number | null): string => {
  if (day === null) return 'pickUps.none';
  if (!isToday) return 'pickUps.next';
  return left === null ? 'pickUps.noCutOff' : 'pickUps.left';
};

const wordsOf = ({ day, cutOff }: PickUp, left: number | null) => ({
  left: left === null ? '' : hoursAndMinutes(left),
  day: day === null ? '' : monthAndDay(day),
  time: cutOff ?? '',
});

/** `2/3`, as both languages read it. */
export const monthAndDay = (day: string): string => day.slice(5).split('-').map(Number).join('/');
