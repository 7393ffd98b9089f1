// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/reconnectpolicy.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace std::chrono;
using namespace std::chrono_literals;

namespace sonde {

namespace {

// Answers of a server, or of a proxy before it, that is only busy or restarting (RFC 9110, RFC 6585).
constexpr std::array PassingStatuses = {429, 502, 503, 504};

} // namespace

ReconnectPolicy::ReconnectPolicy(const ReconnectOptions &options, std::function<double()> random)
    : m_options(options)
    , m_random(std::move(random))
{
}

bool ReconnectPolicy::isLimitReached() const
{
    return m_options.maxAttempts > 0 && m_attempts >= m_options.maxAttempts;
}

bool ReconnectPolicy::isExhausted(const Ending &ending) const
{
    return m_options.enabled && isWorthRetrying(ending) && isLimitReached();
}

bool ReconnectPolicy::isWorthRetrying(const Ending &ending) const
{
    switch (ending.cause) {
    case Cause::ClosedByUs:
    case Cause::InvalidRequest:
        return false;
    case Cause::ClosedByPeer:
        return m_options.afterNormalClose || (ending.code() != 1000 && ending.code() != 1005);
    case Cause::TlsFailed:
        return m_options.afterRefusal;
    case Cause::Refused:
        return m_options.afterRefusal || std::ranges::find(PassingStatuses, ending.httpStatus) != PassingStatuses.end();
    case Cause::ProtocolError:
    case Cause::ConnectionLost:
    case Cause::TimedOut:
    case Cause::Unreachable:
    case Cause::ProxyFailed:
        return true;
    }
    return false;
}

std::optional<milliseconds> ReconnectPolicy::next(const Ending &ending, milliseconds openFor)
{
    if (openFor >= m_options.stableAfter)
        m_attempts = 0;
    if (!m_options.enabled || !isWorthRetrying(ending) || isLimitReached())
        return std::nullopt;

    // Of many attempts the power is infinite, which the cap bounds; but nothing times infinity is no number.
    const double grown =
        m_options.initial > 0ms ? double(m_options.initial.count()) * std::pow(m_options.factor, m_attempts) : 0.0;
    const double spread = 1.0 + m_options.spread * (2.0 * m_random() - 1.0);
    ++m_attempts;
    const double wait = std::min(double(m_options.cap.count()), grown) * spread;
    return milliseconds(std::llround(std::min(double(m_options.cap.count()), wait)));
}

} // namespace sonde
