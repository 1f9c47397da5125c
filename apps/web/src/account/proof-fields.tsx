import { TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

/** What proves an officer by what they know and carry: as it is typed. */
export interface Proof {
  password: string;
  otp: string;
}
export const noProof: Proof = { password: '', otp: '' };

/** As the API takes it: without a code where none was asked for. */
export const proofBody = ({ password, otp }: Proof, asksOtp: boolean) => ({
  password,
  ...(asksOtp ? { otp: otp.trim() } : {}),
});

export interface ProofFieldsProps {
  value: Proof;
  onChange(value: Proof): void;
  /** a code of the authenticator, or a recovery code, is wanted too */
  asksOtp: boolean;
  /** by field: `password`, `otp` */
  errors?: Record<string, string>;
  focus?: keyof Proof;
}

/** Password, and the code beside it. */
export function ProofFields({ value, onChange, asksOtp, errors = {}, focus }: ProofFieldsProps) {
  const { t } = useTexts();
  return (
    <>
      <TextField
        label={t('sign_in.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        autoFocus={focus === 'password'}
        value={value.password}
        onChange={(password) => onChange({ ...value, password })}
        error={errors.password}
      />
      {asksOtp ? (
        <TextField
          label={t('sign_in.otp')}
          hint={t('sign_in.otp.help')}
          name="otp"
          autoComplete="one-time-code"
          maxLength={20}
          size="short"
          autoFocus={focus === 'otp'}
          value={value.otp}
          onChange={(otp) => onChange({ ...value, otp })}
          error={errors.otp}
        />
      ) : null}
    </>
  );
}
