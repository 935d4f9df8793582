import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import { deviceName } from '@/lib/user-agent'
import { ActionButton } from '../form/action-button'
import { Section } from '../ui/card'
import { Moment } from '../ui/moment'
import { Data } from '../ui/text'

export type DeviceRow = {
  readonly handle: string
  readonly here: boolean
  readonly userAgent: string
  readonly ip: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
}

type DevicesProps = { devices: readonly DeviceRow[]; endDevice: Action; endOthers: Action }

/** Where somebody is signed in. Each of the others can be signed out from here, or all of them. */
export function Devices({ devices, endDevice, endOthers }: DevicesProps) {
  const t = useTranslations('security')
  const others = devices.filter(({ here }) => !here)
  return (
    <Section id="devices" title={t('devicesTitle')}>
      <ul className="divide-y divide-line">
        {devices.map((device) => {
          const name = deviceName(device.userAgent) || t('deviceUnknown')
          return (
            <li key={device.handle} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
              <div className="min-w-0">
                <p className="font-semibold">
                  <Data>{name}</Data>
                  {device.here && <span className="ms-2 font-normal text-ok">{t('thisDevice')}</span>}
                </p>
                <p className="text-meta text-muted">
                  {t.rich('deviceFacts', {
                    ip: () => <Data>{device.ip}</Data>,
                    since: () => <Moment at={device.createdAt} />,
                    seen: () => <Moment at={device.lastSeenAt} />,
                  })}
                </p>
              </div>
              {!device.here && (
                <ActionButton
                  action={endDevice}
                  fields={{ device: device.handle }}
                  look="outlined"
                  label={t('endDevice')}
                  ariaLabel={t('endDeviceLabel', { name, ip: device.ip })}
                  pendingLabel={t('ending')}
                />
              )}
            </li>
          )
        })}
      </ul>
      {others.length === 0 ? (
        <p className="mt-3 text-muted">{t('onlyHere')}</p>
      ) : (
        <div className="mt-4">
          <ActionButton action={endOthers} look="danger" label={t('endOthers')} pendingLabel={t('ending')} />
        </div>
      )}
    </Section>
  )
}
