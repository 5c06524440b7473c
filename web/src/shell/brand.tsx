import { useTranslation } from 'react-i18next';

export function Brand() {
  const { t } = useTranslation();
  return (
    <span className="brand">
      <img src="/raccordo.svg" alt="" width="32" height="32" />
      <span>
        <b>{t('page.title')}</b>
        <span className="brand-subtitle">{t('page.subtitle')}</span>
      </span>
    </span>
  );
}
