// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace sonde {

/// A value of a message's JSON that a person wants to use.
struct ChosenValue
{
    QString path; ///< As in core/jsonpath.h.
    QByteArray json; ///< As it is written.
    bool isReceived = false; ///< So that the same may come again.
};

} // namespace sonde

Q_DECLARE_METATYPE(sonde::ChosenValue)
