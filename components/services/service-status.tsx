import { useTranslations } from 'next-intl'
import type { Tone } from '../ui/chip'
import { Chip, UnknownChip } from '../ui/chip'
import type { Icon } from '../ui/icons'
import { Ban, CircleAlert, CircleCheck, CirclePause, Hourglass, TriangleAlert } from '../ui/icons'

const LOOK = {
  Active: { tone: 'ok', icon: CircleCheck },
  Pending: { tone: 'warn', icon: Hourglass },
  PendingRegistration: { tone: 'warn', icon: Hourglass },
  PendingTransfer: { tone: 'warn', icon: Hourglass },
  Suspended: { tone: 'bad', icon: CirclePause },
  Completed: { tone: 'neutral', icon: CircleCheck },
  Terminated: { tone: 'neutral', icon: Ban },
  Cancelled: { tone: 'neutral', icon: Ban },
  Fraud: { tone: 'bad', icon: CircleAlert },
  Expired: { tone: 'bad', icon: CircleAlert },
  Grace: { tone: 'warn', icon: TriangleAlert },
  Redemption: { tone: 'warn', icon: TriangleAlert },
  TransferredAway: { tone: 'neutral', icon: Ban },
} as const satisfies Record<string, { tone: Tone; icon: Icon }>

type Name = keyof typeof LOOK
export type StatusWords = Readonly<Record<Name, string>>

function isName(text: string): text is Name {
  return Object.hasOwn(LOOK, text)
}

/** The name of a look and of its word. WHMCS writes `Grace` and `Grace Period` alike. */
function nameOf(status: string): string {
  return status.replace(/ Period$/, '').replaceAll(' ', '')
}

/** A status of a service, add-on or domain. */
export function StatusChip({ status, words }: { status: string; words: StatusWords }) {
  const name = nameOf(status)
  return isName(name) ? <Chip {...LOOK[name]}>{words[name]}</Chip> : <UnknownChip>{status}</UnknownChip>
}

export function useStatusWords(): StatusWords {
  const t = useTranslations('serviceStatus')
  return {
    Active: t('Active'),
    Pending: t('Pending'),
    PendingRegistration: t('PendingRegistration'),
    PendingTransfer: t('PendingTransfer'),
    Suspended: t('Suspended'),
    Completed: t('Completed'),
    Terminated: t('Terminated'),
    Cancelled: t('Cancelled'),
    Fraud: t('Fraud'),
    Expired: t('Expired'),
    Grace: t('Grace'),
    Redemption: t('Redemption'),
    TransferredAway: t('TransferredAway'),
  }
}

export function ServiceStatus({ status }: { status: string }) {
  return <StatusChip status={status} words={useStatusWords()} />
}
