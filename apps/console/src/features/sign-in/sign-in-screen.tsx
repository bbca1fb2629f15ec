import { Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageButton } from '../../shared/language-button.js';
import { NoAnswer, Problem } from '../../shared/http.js';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { signal } from '../../shared/feedback/sounds.js';
import { type Session } from '../../shared/session/session.js';
import { Keypad } from '../../shared/keypad/keypad.js';
import { useQueue } from '../../shared/queue/queue.js';
import { OtherUnsent, signInHere } from './sign-in-here.js';

/** By badge; where the badge has a PIN, by both. */
export const SignInScreen = ({ onSignedIn }: { readonly onSignedIn: (session: Session) => void }) => {
  const { t } = useTranslation();
  const [badge, setBadge] = useState('');
  const [asksPin, setAsksPin] = useState(false);
  const [told, setTold] = useState<string>();
  const [busy, setBusy] = useState(false);
  const going = useRef(false);
  const { waiting, refused } = useQueue();
  const unsent = waiting + refused.length;

  const enter = async (code: string, pin?: string): Promise<void> => {
    if (going.current) return;
    going.current = true;
    setBusy(true);
    setTold(undefined);
    try {
      const session = await signInHere(code, pin);
      signal('ok');
      onSignedIn(session);
    } catch (fault) {
      if (fault instanceof Problem && fault.code === 'pin-needed') {
        setBadge(code);
        setAsksPin(true);
      } else {
        signal('warning');
        setTold(wordsOf(fault));
      }
    } finally {
      going.current = false;
      setBusy(false);
    }
  };
  const wordsOf = (fault: unknown): string => {
    if (fault instanceof OtherUnsent) return t('signIn.otherUnsent', { count: fault.unsent });
    if (fault instanceof NoAnswer) return t('signIn.noAnswer');
    if (!(fault instanceof Problem)) return t('app.error');
    return t(fault.code === 'sign-in-waits' ? 'signIn.waits' : 'signIn.refused');
  };
  useScans('screen', {
    onScan: (text) => {
      const scan = readAs(text);
      // A badge without its prefix, as some printers make them, is a text.
      if (scan.kind === 'badge') void enter(scan.code);
      else if (scan.kind === 'text') void enter(scan.text);
      else {
        signal('warning');
        setTold(t('signIn.notBadge'));
      }
      return true;
    },
  });
  return (
    <main className="sign-in">
      <p className="sign-in-name">{t('app.name')}</p>
      <h1>{t(asksPin ? 'signIn.pinTitle' : 'signIn.title')}</h1>
      {unsent > 0 && !told && (
        <p className="band band-warning" role="status">
          <span aria-hidden>◌</span> {t('signIn.otherUnsent', { count: unsent })}
        </p>
      )}
      {told && (
        <p className="band band-warning" role="alert">
          <span aria-hidden>⚠</span> {told}
        </p>
      )}
      {asksPin ? (
        <Keypad
          label={t('signIn.pin')}
          isSecret
          onEnter={(pin) => void enter(badge, pin)}
          onClose={() => setAsksPin(false)}
        />
      ) : (
        <form
          className="sign-in-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (badge.trim() !== '') void enter(badge.trim());
          }}
        >
          <TextInput
            size="lg"
            label={t('signIn.badge')}
            value={badge}
            autoComplete="off"
            autoCapitalize="characters"
            maxLength={128}
            onChange={(event) => setBadge(event.currentTarget.value)}
          />
          <Button type="submit" size="xl" fullWidth disabled={busy}>
            {t('signIn.enter')}
          </Button>
        </form>
      )}
      <LanguageButton />
    </main>
  );
};
