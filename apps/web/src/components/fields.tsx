import { type ReactNode, useId, useState } from 'react';
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  Select as AriaSelect,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  Button,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import { dayIn, formatTime, monthNames } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';

/** What every field says about itself. */
export interface FieldProps {
  label: string;
  /** id of the control: errors link to it; `field-<name>` by convention */
  id?: string | undefined;
  name?: string | undefined;
  /** quiet words after the label: the article, “optional” */
  note?: ReactNode;
  hint?: ReactNode;
  /** what is wrong with it, a sentence; shown under the control and read out */
  error?: string | undefined;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
  autoFocus?: boolean | undefined;
}

function Caption({ label, note }: { label: string; note?: ReactNode }) {
  return (
    <Label className="field-label">
      {label}
      {note ? <span className="field-note"> {note}</span> : null}
    </Label>
  );
}

function Help({ hint, error }: { hint?: ReactNode; error?: string | undefined }) {
  return (
    <>
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      {error ? <FieldError className="field-error">{error}</FieldError> : null}
    </>
  );
}

const aria = ({ name, error, isRequired, isDisabled, autoFocus }: FieldProps) => ({
  ...(name === undefined ? {} : { name }),
  isInvalid: Boolean(error),
  isRequired: isRequired ?? false,
  isDisabled: isDisabled ?? false,
  autoFocus: autoFocus ?? false,
  validationBehavior: 'aria' as const,
});

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange(value: string): void;
  onBlur?: () => void;
  type?: 'text' | 'email' | 'password' | 'tel' | 'url';
  placeholder?: string;
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'email' | 'tel';
  maxLength?: number;
  /** width of what is expected: a code is not a sentence */
  size?: 'short' | 'medium' | 'full';
}

export function TextField(props: TextFieldProps) {
  const { label, note, hint, error, id, value, onChange, onBlur, type = 'text', placeholder, size = 'full' } = props;
  return (
    <AriaTextField
      {...aria(props)}
      className="field"
      value={value}
      onChange={onChange}
      type={type}
      {...(onBlur ? { onBlur } : {})}
      {...(props.autoComplete ? { autoComplete: props.autoComplete } : {})}
      {...(props.inputMode ? { inputMode: props.inputMode } : {})}
      {...(props.maxLength ? { maxLength: props.maxLength } : {})}
      {...(id ? { id } : {})}
    >
      <Caption label={label} note={note} />
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <Input className={`input input-${size}`} placeholder={placeholder ?? ''} />
      <Help error={error} />
    </AriaTextField>
  );
}

export interface TextAreaProps extends FieldProps {
  value: string;
  onChange(value: string): void;
  onBlur?: () => void;
  placeholder?: string;
  rows?: number;
}

/** Grows with what is written. */
export function TextArea(props: TextAreaProps) {
  const { label, note, hint, error, id, value, onChange, onBlur, placeholder, rows = 4 } = props;
  return (
    <AriaTextField
      {...aria(props)}
      className="field"
      value={value}
      onChange={onChange}
      {...(onBlur ? { onBlur } : {})}
      {...(id ? { id } : {})}
    >
      <Caption label={label} note={note} />
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <AriaTextArea className="input textarea" rows={rows} placeholder={placeholder ?? ''} />
      <Help error={error} />
    </AriaTextField>
  );
}

export interface Option {
  id: string;
  label: string;
  /** quiet words under the label */
  hint?: string;
}

export interface SelectProps extends FieldProps {
  options: readonly Option[];
  value: string | null;
  onChange(value: string): void;
  placeholder?: string;
  size?: 'short' | 'medium' | 'full';
  /** the label is read out but not drawn: filters, table cells */
  hideLabel?: boolean;
}

export function Select(props: SelectProps) {
  const { t } = useTexts();
  const {
    label,
    note,
    hint,
    error,
    id,
    options,
    value,
    onChange,
    placeholder,
    size = 'full',
    hideLabel = false,
  } = props;
  return (
    <AriaSelect
      {...aria(props)}
      className={`field select-${size}`}
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      placeholder={placeholder ?? t('ui.choose')}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {hideLabel ? null : <Caption label={label} note={note} />}
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <Button className="input select-button" {...(id ? { id } : {})}>
        <SelectValue className="select-value">
          {({ isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : (options.find((option) => option.id === value)?.label ?? defaultChildren)
          }
        </SelectValue>
        <span className="caret" aria-hidden="true" />
      </Button>
      <Help error={error} />
      <Popover className="popover select-popover">
        <ListBox className="listbox" items={options}>
          {(option) => (
            <ListBoxItem className="listbox-item" id={option.id} textValue={option.label}>
              <Text slot="label">{option.label}</Text>
              {option.hint ? (
                <Text slot="description" className="listbox-hint">
                  {option.hint}
                </Text>
              ) : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

interface CheckboxProps {
  children: ReactNode;
  id?: string;
  name?: string;
  value?: string;
  hint?: ReactNode;
  isSelected?: boolean;
  onChange?: (selected: boolean) => void;
  isDisabled?: boolean;
}

export function Checkbox({ children, hint, id, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox {...props} {...(id ? { id } : {})} className="check">
      <span className="check-box" aria-hidden="true" />
      <span className="check-label">
        {children}
        {hint ? <span className="check-hint">{hint}</span> : null}
      </span>
    </AriaCheckbox>
  );
}

export interface ChoicesProps extends FieldProps {
  options: readonly Option[];
  value: readonly string[];
  onChange(value: string[]): void;
}

/** Several of a few. */
export function CheckboxGroup(props: ChoicesProps) {
  const { label, note, hint, error, id, options, value, onChange } = props;
  const { autoFocus: _, ...rest } = aria(props);
  return (
    <AriaCheckboxGroup
      {...rest}
      className="field"
      value={[...value]}
      onChange={onChange}
      {...(id ? { id, tabIndex: -1 } : {})}
    >
      <Caption label={label} note={note} />
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <div className="checks">
        {options.map((option) => (
          <Checkbox key={option.id} value={option.id} hint={option.hint}>
            {option.label}
          </Checkbox>
        ))}
      </div>
      <Help error={error} />
    </AriaCheckboxGroup>
  );
}

export interface RadioGroupProps extends FieldProps {
  options: readonly Option[];
  value: string | null;
  onChange(value: string): void;
}

/** One of a few, all in sight. */
export function RadioGroup(props: RadioGroupProps) {
  const { label, note, hint, error, id, options, value, onChange } = props;
  const { autoFocus: _, ...rest } = aria(props);
  return (
    <AriaRadioGroup {...rest} className="field" value={value} onChange={onChange} {...(id ? { id } : {})}>
      <Caption label={label} note={note} />
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <div className="checks">
        {options.map((option) => (
          <AriaRadio key={option.id} value={option.id} className="check">
            <span className="check-box check-round" aria-hidden="true" />
            <span className="check-label">
              {option.label}
              {option.hint ? <span className="check-hint">{option.hint}</span> : null}
            </span>
          </AriaRadio>
        ))}
      </div>
      <Help error={error} />
    </AriaRadioGroup>
  );
}

const dayPattern = /^(\d{0,4})-(\d{0,2})-(\d{0,2})$/;

function validDay(year: string, month: string, day: string): string | null {
  const iso = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) && year.length === 4 ? iso : null;
}

export interface DateFieldProps extends FieldProps {
  /** `YYYY-MM-DD`, or empty */
  value: string;
  /** a whole valid day, or empty while it is not one */
  onChange(value: string): void;
}

/** Day, month by its name, year: never 10/8, in any language. */
export function DateField(props: DateFieldProps) {
  const { label, note, hint, error, id, value, onChange, isDisabled = false, isRequired } = props;
  const { t, language } = useTexts();
  const own = useId();
  const [, y = '', m = '', d = ''] = dayPattern.exec(value) ?? [];
  const [parts, setParts] = useState({ year: y, month: String(Number(m) || ''), day: String(Number(d) || '') });
  const [given, setGiven] = useState(value);
  if (value !== given) {
    // changed from outside: a draft that was restored, a form that was emptied
    setGiven(value);
    if (value !== (validDay(parts.year, parts.month, parts.day) ?? ''))
      setParts({ year: y, month: String(Number(m) || ''), day: String(Number(d) || '') });
  }
  const change = (next: typeof parts) => {
    setParts(next);
    const iso = validDay(next.year, next.month, next.day) ?? '';
    setGiven(iso);
    if (iso !== value) onChange(iso);
  };
  const whole = parts.year.length === 4 && parts.month !== '' && parts.day !== '';
  const wrong = error ?? (whole && !validDay(parts.year, parts.month, parts.day) ? t('ui.date.wrong') : undefined);
  const describedBy = [hint ? `${own}-hint` : '', wrong ? `${own}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className="field date-field" id={id} tabIndex={-1} disabled={isDisabled} aria-describedby={describedBy}>
      <legend className="field-label">
        {label}
        {note ? <span className="field-note"> {note}</span> : null}
      </legend>
      {hint ? (
        <span className="field-hint" id={`${own}-hint`}>
          {hint}
        </span>
      ) : null}
      <div className="date-parts">
        <label>
          <span>{t('ui.day')}</span>
          <input
            className="input date-day"
            inputMode="numeric"
            maxLength={2}
            aria-invalid={wrong ? true : undefined}
            aria-required={isRequired ? true : undefined}
            value={parts.day}
            onChange={(event) => change({ ...parts, day: event.target.value.replaceAll(/\D/g, '') })}
          />
        </label>
        <label>
          <span>{t('ui.month')}</span>
          <select
            className="input date-month"
            aria-invalid={wrong ? true : undefined}
            value={parts.month}
            onChange={(event) => change({ ...parts, month: event.target.value })}
          >
            <option value="">–</option>
            {monthNames(language).map((name, index) => (
              <option key={name} value={String(index + 1)}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('ui.year')}</span>
          <input
            className="input date-year"
            inputMode="numeric"
            maxLength={4}
            aria-invalid={wrong ? true : undefined}
            value={parts.year}
            onChange={(event) => change({ ...parts, year: event.target.value.replaceAll(/\D/g, '') })}
          />
        </label>
      </div>
      {wrong ? (
        <span className="field-error" id={`${own}-error`}>
          {wrong}
        </span>
      ) : null}
    </fieldset>
  );
}

export interface InstantFieldProps extends FieldProps {
  /** ISO 8601 in UTC, or empty */
  value: string;
  onChange(value: string): void;
  /** the wall clock the person reads; ours by default */
  zone?: string;
}

/** A day and a time on the wall of a named place. */
export function InstantField({ value, onChange, zone: at, ...props }: InstantFieldProps) {
  const { t, zone: ours, place } = useTexts();
  const zone = at ?? ours;
  const own = useId();
  const [day, setDay] = useState(value ? dayIn(value, zone) : '');
  const [time, setTime] = useState(value ? formatTime(value, zone) : '');
  const timeOk = time === '' || /^([01]?\d|2[0-3]):[0-5]\d$/.test(time);
  const change = (nextDay: string, nextTime: string) => {
    setDay(nextDay);
    setTime(nextTime);
    if (!nextDay || !/^([01]?\d|2[0-3]):[0-5]\d$/.test(nextTime)) return onChange('');
    const wall = Temporal.PlainDateTime.from(`${nextDay}T${nextTime.padStart(5, '0')}`);
    onChange(wall.toZonedDateTime(zone).toInstant().toString());
  };
  return (
    <div className="instant-field">
      <DateField {...props} value={day} onChange={(next) => change(next, time)} />
      <label className="instant-time">
        <span>{t('ui.time_in', { place: place(zone) })}</span>
        <input
          className="input date-time"
          placeholder="14:20"
          inputMode="text"
          maxLength={5}
          value={time}
          disabled={props.isDisabled}
          aria-invalid={timeOk ? undefined : true}
          aria-describedby={timeOk ? undefined : `${own}-time`}
          onChange={(event) => change(day, event.target.value)}
        />
        {timeOk ? null : (
          <span className="field-error" id={`${own}-time`}>
            {t('ui.time.wrong')}
          </span>
        )}
      </label>
    </div>
  );
}
