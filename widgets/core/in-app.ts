/**
 * Whether the page stands in the browser of WeChat, 企业微信, QQ or DingTalk. None of them saves a file, and few kinds open there; QQ's browser
 * (MQQBrowser) is a whole one.
 */
export const inApp = (): boolean => /MicroMessenger|wxwork\/| QQ\/|DingTalk/i.test(navigator.userAgent);
