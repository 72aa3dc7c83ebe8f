// Times, ages, distances and numbers as people read them; hours go to 24.
import { language, t } from "./words.js";

export const number = (value) => new Intl.NumberFormat(language).format(value);

// Seconds as minutes and seconds.
export function minutes(seconds) {
  const whole = Math.round(Math.abs(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export const distance = (metres) =>
  metres < 1000 ? `${Math.round(metres)} m`
    : `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(metres / 1000)} km`;

export function age(seconds) {
  if (seconds < 60) return t("ageSeconds", Math.max(0, Math.floor(seconds)));
  if (seconds < 3600) return t("ageMinutes", Math.floor(seconds / 60));
  if (seconds < 172800) return t("ageHours", Math.floor(seconds / 3600));
  return t("ageDays", Math.floor(seconds / 86400));
}

const zone = (timeZone) => ({ timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

// A time of the day where the four countries are; with its zone where this machine is elsewhere.
export function clock(moment, withSeconds = false) {
  const date = new Date(moment);
  const form = withSeconds ? { second: "2-digit" } : {};
  const there = new Intl.DateTimeFormat(language, { ...zone("Europe/Brussels"), ...form }).format(date);
  const here = new Intl.DateTimeFormat(language, { ...zone(undefined), ...form }).format(date);
  return there === here ? there : `${there} (${t("zone")})`;
}

export const day = (moment) =>
  new Intl.DateTimeFormat(language, { timeZone: "Europe/Brussels", dateStyle: "medium" }).format(new Date(moment));
