// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/labaction.h"

#include <QCoreApplication>
#include <QLocale>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::LabAction)
};

QString rateText(qint64 rate)
{
    return rate > 0 ? Texts::tr("%1 a second").arg(QLocale().formattedDataSize(rate)) : Texts::tr("no limit");
}

QString textOf(const WriteBytes &)
{
    return {};
}

QString textOf(const Pause &)
{
    return {};
}

QString textOf(const AnswerPings &action)
{
    switch (action.mode) {
    case PongMode::Normal:
        return Texts::tr("Pings are answered from now on.");
    case PongMode::Never:
        return Texts::tr("Pings are not answered from now on.");
    case PongMode::Late:
        return Texts::tr("Pings are answered %1 s late from now on.")
            .arg(QLocale().toString(double(action.delay.count()) / 1000.0));
    case PongMode::Wrong:
        return Texts::tr("Pings are answered with a wrong payload from now on.");
    }
    return {};
}

QString textOf(const SetReading &action)
{
    return action.isReading ? Texts::tr("What the server sends is read again.")
                            : Texts::tr("What the server sends is not read from now on.");
}

QString textOf(const EndTcp &action)
{
    return action.byReset ? Texts::tr("The TCP connection was ended by a RST.")
                          : Texts::tr("The TCP connection was ended by a FIN.");
}

QString textOf(const LimitRates &action)
{
    return Texts::tr("Reading: %1. Writing: %2.").arg(rateText(action.incoming), rateText(action.outgoing));
}

} // namespace

QString labActionText(const LabAction &action)
{
    return std::visit([](const auto &what) { return textOf(what); }, action);
}

} // namespace sonde
