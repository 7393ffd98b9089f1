// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"

#include <QWidget>

class QCheckBox;
class QGroupBox;
class QRadioButton;
class QSpinBox;

namespace sonde {

/// The page of the connection's settings for what does the work: the engine, compression, and how strict it is.
class EnginePage final : public QWidget
{
    Q_OBJECT

public:
    explicit EnginePage(const ConnectionOptions &options, QWidget *parent = nullptr);

    void readInto(ConnectionOptions &options) const;

private:
    [[nodiscard]] QGroupBox *makeCompression(const ConnectionOptions &options);
    void enable();

    QRadioButton *m_native;
    QRadioButton *m_qt;
    QCheckBox *m_lenient;
    QCheckBox *m_recordsFrames;
    QCheckBox *m_serverForgets = nullptr;
    QCheckBox *m_clientForgets = nullptr;
    QSpinBox *m_serverBits = nullptr;
    QSpinBox *m_clientBits = nullptr;
    QGroupBox *m_compression; ///< Behind what it is made of.
};

} // namespace sonde
