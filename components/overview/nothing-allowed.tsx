import { useTranslations } from 'next-intl'
import { Card } from '../ui/card'

export function NothingAllowed() {
  const t = useTranslations('overview')
  return (
    <Card className="max-w-[40rem] space-y-2">
      <p className="font-semibold">{t('nothingAllowed')}</p>
      <p className="text-muted">{t('nothingAllowedNext')}</p>
    </Card>
  )
}
