import { type Language, languages } from '@rogatoria/workflows/types.ts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useSignOut } from '../api/queries.ts';
import { languageNames, useTexts } from '../texts/index.tsx';
import { useSession } from './session.tsx';
import { applyTheme, currentTheme, type Theme, themes } from './theme.ts';

/** Who is signed in; language, appearance, way out. */
export function AccountMenu() {
  const { t, language, setLanguage, stateName } = useTexts();
  const { user } = useSession();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const [theme, setTheme] = useState<Theme>(currentTheme);
  const roles = user.roles.map((role) => t(`role.${role}`)).join(', ');
  return (
    <MenuTrigger>
      <Button
        className="topbar-button account"
        aria-label={`${t('shell.account')}: ${roles} · ${stateName(user.participant)}`}
      >
        <span className="account-role">{roles} · </span>
        <span>{stateName(user.participant)}</span>
        <span className="caret" aria-hidden="true" />
      </Button>
      <Popover className="popover account-popover" placement="bottom end">
        <Menu
          className="menu"
          onAction={(key) => {
            if (key === 'account') void navigate({ to: '/account' });
            if (key === 'out') signOut.mutate('here');
          }}
        >
          <MenuSection>
            <Header className="menu-header">
              {user.name}
              <br />
              {user.email}
            </Header>
            <MenuItem id="account" className="menu-item">
              {t('shell.account')}
            </MenuItem>
          </MenuSection>
          <Separator className="menu-separator" />
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[language]}
            onSelectionChange={(keys) => {
              const [next] = [...keys] as Language[];
              if (next && next !== language) setLanguage(next);
            }}
          >
            <Header className="menu-header">{t('shell.language')}</Header>
            {languages.map((one) => (
              <MenuItem key={one} id={one} className="menu-item" textValue={languageNames[one]}>
                <span lang={one}>{languageNames[one]}</span>
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className="menu-separator" />
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const [next] = [...keys] as Theme[];
              if (!next) return;
              applyTheme(next);
              setTheme(next);
            }}
          >
            <Header className="menu-header">{t('shell.theme')}</Header>
            {themes.map((one) => (
              <MenuItem key={one} id={one} className="menu-item">
                {t(`shell.theme.${one}`)}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className="menu-separator" />
          <MenuItem id="out" className="menu-item">
            {t('shell.sign_out')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
