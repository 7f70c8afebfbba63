"""Claim files and questions: trees and words to claims."""
