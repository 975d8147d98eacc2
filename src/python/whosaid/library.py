"""The C library's functions (whosaid.h), declared for ctypes. Calls release the interpreter lock."""
from __future__ import annotations

import ctypes
import os
from pathlib import Path

Write = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char), ctypes.c_size_t)
Pointer = ctypes.POINTER(ctypes.c_void_p)
CODE_POINTS = 0


class Error(ctypes.Structure):
    _fields_ = [('status', ctypes.c_int), ('line', ctypes.c_uint32), ('offset', ctypes.c_uint64), ('message', ctypes.c_char * 512)]


class RecordOptions(ctypes.Structure):
    _fields_ = [('offsets', ctypes.c_int), ('pretty', ctypes.c_int), ('with_text', ctypes.c_int), ('id', ctypes.c_char_p),
                ('id_is_json', ctypes.c_int), ('meta', ctypes.c_char_p), ('arrays', ctypes.c_uint)]


FUNCTIONS = {  # name: (result, arguments)
    'whosaid_version': (ctypes.c_char_p, []),
    'whosaid_status_name': (ctypes.c_char_p, [ctypes.c_int]),
    'whosaid_model_open': (ctypes.c_int, [ctypes.c_char_p, ctypes.POINTER(ctypes.c_char_p), ctypes.c_size_t, Pointer, ctypes.POINTER(Error)]),
    'whosaid_model_free': (None, [ctypes.c_void_p]),
    'whosaid_analyze': (ctypes.c_int, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, Pointer, ctypes.POINTER(Error)]),
    'whosaid_document_free': (None, [ctypes.c_void_p]),
    'whosaid_write_record': (ctypes.c_int, [ctypes.c_void_p, ctypes.POINTER(RecordOptions), Write, ctypes.c_void_p, ctypes.POINTER(Error)]),
    'whosaid_write_explanation': (ctypes.c_int, [ctypes.c_void_p, Write, ctypes.c_void_p, ctypes.POINTER(Error)]),
}


def open_library() -> ctypes.CDLL:
    """WHOSAID_LIBRARY, else the one in the package, else the system's."""
    folder = Path(__file__).parent / 'lib'
    name = os.environ.get('WHOSAID_LIBRARY') or next(map(str, folder.glob('libwhosaid.so')), 'libwhosaid.so.0')
    for linked in sorted(folder.glob('*.so.*')): ctypes.CDLL(str(linked))  # found by their names when the library asks for them
    library = ctypes.CDLL(name)
    for function, (result, arguments) in FUNCTIONS.items():
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library


library = open_library()
