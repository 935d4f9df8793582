'use client'

import { Later } from '../ui/later'
import type { PaymentWatchProps } from './payment-watching'

const loadWatching = () => import('./payment-watching').then(({ PaymentWatching }) => PaymentWatching)

/** The page is whole without it. */
export function PaymentWatch(props: PaymentWatchProps) {
  return <Later load={loadWatching} props={props} />
}
