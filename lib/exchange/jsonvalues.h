// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <QString>

#include <functional>
#include <vector>

namespace sonde {

/// The members of one JSON object as views into its text; what is in them has not been read.
class JsonMembers final
{
public:
    [[nodiscard]] static Result<JsonMembers> read(QByteArrayView object);

    /// The value's text, null where there is no such member; of several the last.
    [[nodiscard]] QByteArrayView value(QLatin1StringView name) const;
    /// The value of a string, else an empty one.
    [[nodiscard]] QString string(QLatin1StringView name) const;

private:
    struct Member
    {
        QString name;
        QByteArrayView value;
    };
    std::vector<Member> m_members;
};

/// Visits the elements of an array in order, from number 1 on, until one fails. Errors of the JSON itself have their
/// position within `array`, in bytes.
[[nodiscard]] Result<> forEachElement(QByteArrayView array,
                                      const std::function<Result<>(QByteArrayView element, qint64 number)> &visit);

/// What kind of value `json` is by its first byte: '{', '[', '"', 't', 'f', 'n', or '0' for a number; 0 for none.
[[nodiscard]] char jsonType(QByteArrayView json);

/// What a string stands for, as UTF-8; one without escapes is not copied more than once.
[[nodiscard]] QByteArray jsonStringBytes(QByteArrayView string);

} // namespace sonde
