import { useTranslations } from 'next-intl'
import { Data } from '../ui/text'

type EnrolmentProps = {
  picture: { readonly size: number; readonly path: string }
  secret: string
  codes: readonly string[]
}

/** The two steps before the code: what the application needs, and what to keep for the day it is lost. */
export function Enrolment({ picture, secret, codes }: EnrolmentProps) {
  const t = useTranslations('agent')
  return (
    <div className="mb-6 space-y-6">
      <section aria-labelledby="app" className="space-y-3">
        <h2 id="app" className="text-lead font-semibold">
          {t('enrolApp')}
        </h2>
        {/* Dark on light whatever the theme: that is what cameras expect. */}
        <svg
          role="img"
          aria-label={t('enrolPicture')}
          viewBox={`0 0 ${picture.size} ${picture.size}`}
          shapeRendering="crispEdges"
          className="size-56 rounded border border-line"
        >
          <rect width="100%" height="100%" fill="#fff" />
          <path d={picture.path} fill="#000" />
        </svg>
        <p>{t('enrolType')}</p>
        <p className="figures rounded bg-sunken p-3 font-semibold wrap-anywhere">
          <Data>{secret}</Data>
        </p>
      </section>
      <section aria-labelledby="recovery" className="space-y-3">
        <h2 id="recovery" className="text-lead font-semibold">
          {t('enrolCodes')}
        </h2>
        <p>{t('enrolCodesText')}</p>
        <ul className="figures grid grid-cols-1 gap-1 rounded bg-sunken p-3 min-[26rem]:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>
              <Data>{code}</Data>
            </li>
          ))}
        </ul>
      </section>
      <h2 className="text-lead font-semibold">{t('enrolEnter')}</h2>
    </div>
  )
}
