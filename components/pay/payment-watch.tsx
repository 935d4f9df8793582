'use client'

import dynamic from 'next/dynamic'
import type { PaymentWatchProps } from './payment-watching'

/** The page is whole without it. */
const PaymentWatching = dynamic(() => import('./payment-watching').then((loaded) => loaded.PaymentWatching), {
  ssr: false,
})

export function PaymentWatch(props: PaymentWatchProps) {
  return <PaymentWatching {...props} />
}
