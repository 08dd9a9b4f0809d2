import './style.css'
import { accountPage, orderPage, signInPage, signUpPage } from './account/account-pages.ts'
import { addressPage, deliveryPage, paymentPage } from './checkout/checkout-pages.ts'
import { obeyAddress } from './defects/defects.ts'
import { cartPage } from './pages/cart-page.ts'
import { defectsPage } from './pages/defects-page.ts'
import { helpPage } from './pages/help-page.ts'
import { homePage } from './pages/home-page.ts'
import { allPage, categoryPage, searchPage } from './pages/list-page.ts'
import { notFoundPage } from './pages/not-found-page.ts'
import { privacyPage } from './pages/privacy-page.ts'
import { productPage } from './pages/product-page.ts'
import { startRouter } from './router.ts'
import { buildFrame } from './ui/frame.ts'

const root = document.getElementById('shop')
if (!root) throw new Error('index.html has no element #shop.')

obeyAddress(location.search)
const { main, refresh } = buildFrame(root)
startRouter(
  main,
  {
    '/': homePage,
    '/products': allPage,
    '/c/*': categoryPage,
    '/search': searchPage,
    '/p/*': productPage,
    '/cart': cartPage,
    '/checkout/address': addressPage,
    '/checkout/delivery': deliveryPage,
    '/checkout/payment': paymentPage,
    '/order/*': orderPage,
    '/account': accountPage,
    '/account/sign-in': signInPage,
    '/account/sign-up': signUpPage,
    '/help': helpPage,
    '/privacy': privacyPage,
    '/defects': defectsPage,
  },
  notFoundPage,
  refresh,
)
