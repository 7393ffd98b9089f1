// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <tl/expected.hpp>

namespace sonde {

/// What went wrong, in sentences for a person.
struct Error
{
    QString what; ///< What failed and where, one sentence.
    QString hint = {}; ///< What to try, one sentence; may be empty.
    qsizetype position = -1; ///< Offset of the mistake in the input, in characters; -1 where there is none.
    QString suggestion = {}; ///< An input to use instead, where there is an obvious one.

    [[nodiscard]] QString text() const { return hint.isEmpty() ? what : what + u' ' + hint; }
    bool operator==(const Error &) const = default;
};

/// The outcome of a synchronous operation that can fail.
template <typename T = void>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(QString what, QString hint = {}, qsizetype position = -1,
                                                QString suggestion = {})
{
    return tl::unexpected<Error>(Error{std::move(what), std::move(hint), position, std::move(suggestion)});
}

} // namespace sonde

Q_DECLARE_METATYPE(sonde::Error)
