// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "lab/handmadeframe.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace sonde {

/// Makes a frame by hand, header bit by header bit, and shows its bytes before it is sent; sends a message in pieces, or
/// bytes as they are.
class LabFramePage final : public QWidget
{
    Q_OBJECT

public:
    explicit LabFramePage(QWidget *parent = nullptr);

signals:
    void scriptReady(const sonde::LabScript &script);

private:
    void addHeader(QFormLayout &form);
    void addLength(QFormLayout &form);
    void addPayload(QFormLayout &form);
    void addFragments(QFormLayout &form);
    void addBytes(QFormLayout &form);
    [[nodiscard]] Result<HandMadeFrame> frame() const;
    [[nodiscard]] Result<QByteArray> payload() const;
    void sendFragments();
    void sendBytes();
    void showFrame();
    void showProblem(const Error &error);

    QComboBox *m_opcode;
    QCheckBox *m_final;
    QList<QCheckBox *> m_reserved; ///< RSV1 to RSV3.
    QCheckBox *m_masked;
    QComboBox *m_lengthForm;
    QLineEdit *m_claimed;
    QSpinBox *m_cutOff;
    QComboBox *m_payloadForm;
    QLineEdit *m_payload;
    QLabel *m_preview;
    QPushButton *m_send;
    QSpinBox *m_count;
    QSpinBox *m_pause;
    QCheckBox *m_pingBetween;
    QPlainTextEdit *m_bytes;
    QLabel *m_problem;
};

} // namespace sonde
