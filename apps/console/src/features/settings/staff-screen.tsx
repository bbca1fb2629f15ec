import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Band } from '../../shared/feedback/band.js';
import { call, callForFile } from '../../shared/http.js';
import { Over } from '../../shared/over.js';
import { useSession } from '../../shared/session/session-context.js';
import { Field } from './field.js';
import { SettingsPage } from './settings-page.js';
import { useSaving } from './use-saving.js';

const ROLES = ['warehouse', 'lead', 'ops', 'admin'] as const;
type StaffRole = (typeof ROLES)[number];

interface Member {
  readonly staffId: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly hasPin: boolean;
  readonly sessions: number;
  readonly blockedAt: string | null;
}
/** Shown once: nobody keeps the code, the page neither when it is closed. */
interface Issued {
  readonly name: string;
  readonly role: StaffRole;
  readonly badge: string;
}

const KEY = ['staff-of-shop'] as const;
const PATH = '/v1/staff';

/** Who works here. A lead signs out; the rest is an administrator's. */
export const StaffScreen = () => {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: async () => (await call<{ staff: Member[] }>('GET', PATH)).staff,
  });
  return (
    <SettingsPage title={t('settings.staff.title')} isLoading={!data} error={error}>
      {data && <Staff staff={data} />}
    </SettingsPage>
  );
};

const Staff = ({ staff }: { readonly staff: readonly Member[] }) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { role } = useSession();
  const isAdmin = role === 'admin';
  const { note, faults, isBusy, save } = useSaving();
  const [name, setName] = useState('');
  const [newRole, setNewRole] = useState<StaffRole>('warehouse');
  const [issued, setIssued] = useState<Issued>();
  const [pinOf, setPinOf] = useState<Member>();
  const change = (act: () => Promise<unknown>, done: string): Promise<boolean> =>
    save(async () => {
      await act();
      await client.invalidateQueries({ queryKey: KEY });
    }, done);
  const add = (): Promise<boolean> =>
    change(
      async () => {
        const { badge } = await call<{ badge: string }>('POST', PATH, { name, role: newRole });
        setIssued({ name, role: newRole, badge });
        setName('');
      },
      t('settings.staff.added', { name }),
    );
  const renew = (member: Member): Promise<boolean> =>
    change(
      async () => {
        const { badge } = await call<{ badge: string }>('POST', `${PATH}/${member.staffId}/badge`);
        setIssued({ name: member.name, role: member.role, badge });
      },
      t('settings.staff.renewed', { name: member.name }),
    );
  const post = (member: Member, what: string): Promise<boolean> =>
    change(
      () => call('POST', `${PATH}/${member.staffId}/${what}`),
      t(`settings.staff.did.${what}`, { name: member.name }),
    );
  return (
    <>
      <Band note={note} />
      <ul className="rows">
        {staff.map((member) => (
          <li key={member.staffId} className="settings-part" aria-label={member.name}>
            <p>
              <strong>{member.name}</strong> {t(`roles.${member.role}`)}{' '}
              {member.sessions > 0 && (
                <span className="tag">{t('settings.staff.sessions', { count: member.sessions })}</span>
              )}{' '}
              {member.hasPin && <span className="tag">{t('settings.staff.hasPin')}</span>}{' '}
              {member.blockedAt && <span className="tag">{t('settings.staff.blocked')}</span>}
            </p>
            <div className="next-row">
              {member.sessions > 0 && (
                <button
                  type="button"
                  className="plain"
                  disabled={isBusy}
                  onClick={() => void post(member, 'sign-out')}
                >
                  {t('settings.staff.do.sign-out')}
                </button>
              )}
              {isAdmin && (
                <>
                  <button
                    type="button"
                    className="plain"
                    disabled={isBusy}
                    onClick={() => void renew(member)}
                  >
                    {t('settings.staff.do.renew')}
                  </button>
                  <button type="button" className="plain" disabled={isBusy} onClick={() => setPinOf(member)}>
                    {t('settings.staff.do.pin')}
                  </button>
                  <button
                    type="button"
                    className="plain"
                    disabled={isBusy}
                    onClick={() => void post(member, member.blockedAt ? 'unblock' : 'block')}
                  >
                    {t(`settings.staff.do.${member.blockedAt ? 'unblock' : 'block'}`)}
                  </button>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      <div className="next-row">
        <button
          type="button"
          className="plain"
          disabled={isBusy}
          onClick={() => void change(() => call('POST', `${PATH}/sign-out`), t('settings.staff.shiftEnded'))}
        >
          {t('settings.staff.endShift')}
        </button>
      </div>
      {isAdmin && (
        <form
          className="settings-part"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <h2>{t('settings.staff.add')}</h2>
          <div className="fields">
            <Field
              label={t('settings.staff.name')}
              fault={faults['name']}
              value={name}
              maxLength={60}
              onChange={({ target }) => setName(target.value)}
            />
            <label className="field">
              {t('settings.staff.role')}
              <select
                className="field-input"
                value={newRole}
                onChange={({ target }) => setNewRole(target.value as StaffRole)}
              >
                {ROLES.map((one) => (
                  <option key={one} value={one}>
                    {t(`roles.${one}`)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <button type="submit" className="primary" disabled={isBusy || name.trim() === ''}>
            {t('settings.staff.add')}
          </button>
        </form>
      )}
      {issued && <BadgeOver issued={issued} onClose={() => setIssued(undefined)} />}
      {pinOf && (
        <PinOver
          member={pinOf}
          onClose={() => setPinOf(undefined)}
          onChanged={() => void client.invalidateQueries({ queryKey: KEY })}
        />
      )}
    </>
  );
};

/** The badge as a card to print. The code is shown besides, for whoever has another printer. */
const BadgeOver = ({ issued, onClose }: { readonly issued: Issued; readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const [card, setCard] = useState<string>();
  const { note, save } = useSaving();
  useEffect(() => {
    let address: string | undefined;
    let isGone = false;
    void save(async () => {
      const file = await callForFile('POST', '/v1/badge.pdf', issued);
      if (isGone) return;
      address = URL.createObjectURL(file);
      setCard(address);
    }, t('settings.staff.cardReady'));
    return () => {
      isGone = true;
      if (address !== undefined) URL.revokeObjectURL(address);
    };
    // Once for a badge: it is printed from what this page alone holds.
  }, [issued]);
  return (
    <Over label={t('settings.staff.badgeOf', { name: issued.name })} onClose={onClose}>
      <h2>{t('settings.staff.badgeOf', { name: issued.name })}</h2>
      <p>{t('settings.staff.shownOnce')}</p>
      <p className="code">{issued.badge}</p>
      <Band note={note} />
      <div className="next-row">
        {card !== undefined && (
          <a className="plain pdf" href={card} target="_blank" rel="noreferrer">
            {t('settings.staff.print')}
          </a>
        )}
        <button type="button" className="plain" onClick={onClose}>
          {t('settings.staff.forget')}
        </button>
      </div>
    </Over>
  );
};

const PinOver = ({
  member,
  onClose,
  onChanged,
}: {
  readonly member: Member;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}) => {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const { note, faults, isBusy, save } = useSaving();
  const path = `${PATH}/${member.staffId}/pin`;
  const done = async (saved: Promise<boolean>): Promise<void> => {
    if (!(await saved)) return;
    onChanged();
    onClose();
  };
  return (
    <Over label={t('settings.staff.pinOf', { name: member.name })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void done(save(() => call('PUT', path, { pin }), t('settings.saved')));
        }}
      >
        <h2>{t('settings.staff.pinOf', { name: member.name })}</h2>
        <Band note={note} />
        <Field
          label={t('settings.staff.newPin')}
          fault={faults['pin']}
          type="password"
          autoComplete="new-password"
          inputMode="numeric"
          maxLength={8}
          value={pin}
          onChange={({ target }) => setPin(target.value)}
        />
        <div className="next-row">
          <button type="submit" className="primary" disabled={isBusy || pin === ''}>
            {t('settings.save')}
          </button>
          {member.hasPin && (
            <button
              type="button"
              className="plain"
              disabled={isBusy}
              onClick={() => void done(save(() => call('DELETE', path), t('settings.saved')))}
            >
              {t('settings.staff.removePin')}
            </button>
          )}
          <button type="button" className="plain" onClick={onClose}>
            {t('keypad.close')}
          </button>
        </div>
      </form>
    </Over>
  );
};
