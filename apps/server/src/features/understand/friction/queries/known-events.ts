/**
 * Events of the vocabulary. They are the journey, the signals and what the product itself does; only events beyond these
 * are looked at as `event:<name>`.
 */
export const knownEvents: ReadonlySet<string> = new Set(
  `Products Searched, Product List Viewed, Product List Filtered, Product Clicked, Product Viewed, Product Added,
Product Removed, Product Added to Wishlist, Cart Viewed, Cart Shared, Checkout Started, Checkout Step Viewed, Checkout Step Completed,
Payment Info Entered, Order Completed, Order Updated, Order Refunded, Order Cancelled, Coupon Entered, Coupon Applied,
Coupon Denied, Coupon Removed, Product Reviewed, Product Shared, Promotion Viewed, Promotion Clicked, Page Viewed,
Application Installed, Application Opened, Application Backgrounded, Application Updated, Signed Up, Signed In, Signed Out, Trial Started,
Subscription Started, Subscription Cancelled, Element Clicked, Rage Clicked, Dead Clicked, Error Shown, Script Failed,
Request Failed, Form Started, Form Field Left, Form Submitted, Form Abandoned, Scroll Depth Reached, Video Started,
Video Progressed, Video Completed, Page Left, Page Returned, Help Sought, Web Vital Measured, Survey Shown,
Survey Answered, Survey Dismissed, Review Received, Ticket Opened, Ticket Resolved, Chat Started, Store Visited,
Item Scanned, Order Ready For Pickup, Order Picked Up, Return Started, Return Completed, Shipment Updated, Call Started,
Call Ended, Flag Evaluated, Experiment Viewed, Decision Made, Message Sent, Message Delivered, Message Opened,
Message Clicked, Message Bounced, Unsubscribed, Offer Redeemed, Help Offered, Help Accepted`
    .split(/,\s+/)
    .map((name) => name.trim()),
)
