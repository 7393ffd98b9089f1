// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace sonde {

/// Hides secrets: wherever one stands in a text, as it is, percent-encoded or escaped as in JSON, bullets take its
/// place, always as many, so that its length stays secret too.
class Mask final
{
public:
    static constexpr QStringView Bullets = u"••••";

    Mask() = default;
    explicit Mask(const QList<QByteArray> &secrets);

    void add(const QByteArray &secret);
    [[nodiscard]] bool isEmpty() const { return m_forms.isEmpty(); }

    /// `text` itself where nothing is to be hidden.
    [[nodiscard]] QByteArray apply(const QByteArray &text) const;
    [[nodiscard]] QString apply(const QString &text) const;

private:
    void addForm(const QByteArray &form);

    QList<QByteArray> m_forms; ///< The longest first, so that none is hidden in part.
};

} // namespace sonde
