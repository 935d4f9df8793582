'use client'

import { Loaded } from '../layout/loaded'
import type { PaymentWatchProps } from './payment-watching'

const loadWatching = () => import('./payment-watching').then(({ PaymentWatching }) => PaymentWatching)

/** The page is whole without it. */
export function PaymentWatch(props: PaymentWatchProps) {
  return <Loaded load={loadWatching} props={props} />
}
